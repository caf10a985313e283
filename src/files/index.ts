/** The doors of the files house: the only reader and writer of users' files. */
export { createFile } from "./create-file.js";
export { keepRunningOnFileSizeLimit } from "./file-size-limit.js";
export { listFiles } from "./list-files.js";
export type { Listing, Unlisted } from "./list-files.js";
export { JsonFileError, lockedJsonFile } from "./locked-json-file.js";
export type { JsonFileFormat, LockedJsonFile } from "./locked-json-file.js";
export { fileReason } from "./file-reason.js";
export { readFileText } from "./read-file.js";
export type { FileText } from "./read-file.js";
export { replaceFile } from "./replace-file.js";
export { readStandardInput } from "./standard-input.js";
export { readJsonItems, readJsonItemStream } from "./json-items.js";
export type { JsonItem, JsonItemsRead, OnJsonItem } from "./json-items.js";
