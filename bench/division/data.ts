/** Folder of what is measured with and not shipped. */
import { join } from "node:path";

export const DATA = process.env["STOWAGE_BENCH_DATA"] ?? join(process.cwd(), "..", "shared");
export const DLRM = join(DATA, "data", "alibaba-dlrm-gpu2025", "dlrm_instances.csv");
