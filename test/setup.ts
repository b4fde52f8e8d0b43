// Creation stacks cost half of every synthesis and help nobody in a test.
process.env["CDKTN_DISABLE_CREATION_STACK"] = "1";
