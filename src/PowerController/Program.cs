using PowerController.CommandLine;

return await PowerCtl.RunAsync(args);
