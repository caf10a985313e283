/** What the system says of a file that it does not give or take, in words. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "permission denied",
  EPERM: "the system does not permit it",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "its name is too long",
  ENOSPC: "the device is full",
  EFBIG: "it exceeds the file-size limit",
  EROFS: "the file system can only be read",
  EMFILE: "too many files are open",
  ERR_INVALID_ARG_VALUE: "its name holds a character that no file name may have",
};

export function fileReason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
