using PowerController.CommandLine;

return PowerCtl.Run(args);
