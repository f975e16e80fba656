Console.WriteLine("PowerController");
