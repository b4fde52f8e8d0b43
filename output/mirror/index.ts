export { recordedDigests, writeMirrorFolder } from "./mirror-folder";
