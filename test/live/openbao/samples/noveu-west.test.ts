import { keepsSecrets } from "../keeps-secrets";

keepsSecrets("noveu-west");
