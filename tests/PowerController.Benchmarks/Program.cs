Console.WriteLine("PowerController benchmarks");
