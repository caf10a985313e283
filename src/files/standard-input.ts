/** All of standard input as text. */
import { fileReason } from "./file-reason.js";
import { decoded, type FileText } from "./read-file.js";

/** Beyond `limit` bytes nothing is kept, and `bytes` is where the reading ended. */
export async function readStandardInput(limit: number): Promise<FileText> {
  const chunks: Buffer[] = [];
  let total = 0;
  try {
    for await (const chunk of process.stdin) {
      const bytes = Buffer.from(chunk as Buffer);
      total += bytes.length;
      if (total > limit) return { status: "tooLarge", bytes: total };
      chunks.push(bytes);
    }
  } catch (error) {
    return { status: "unreadable", reason: fileReason(error) };
  }
  return { status: "text", text: decoded(Buffer.concat(chunks)) };
}
