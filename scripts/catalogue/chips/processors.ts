/** Processors: x86, Arm, LoongArch and RISC-V. Speeds stand only where a vendor has stated them. */
import type { ChipEntry, EvidenceRow } from "../tables.js";
import { AWS, GOOGLE } from "./evidence.js";

const PAGES: EvidenceRow = {
  source: "processor-pages",
  confidence: "assumption",
  note: "not read again at its source",
};
const READ_SECOND_HAND: EvidenceRow = { source: "processor-pages", confidence: "secondary" };

interface Origin {
  readonly isa: string;
  readonly vendor: string;
  readonly country: string;
  readonly evidence: EvidenceRow;
}

const INTEL: Origin = { isa: "amd64", vendor: "Intel", country: "US", evidence: PAGES };
const AMD: Origin = { isa: "amd64", vendor: "AMD", country: "US", evidence: PAGES };
const GRAVITON: Origin = { isa: "arm64", vendor: "AWS", country: "US", evidence: AWS };
const ARM_OF_CLOUDS: Origin = { isa: "arm64", vendor: "Google", country: "US", evidence: GOOGLE };
const chinese = (isa: string, vendor: string): Origin => ({
  isa,
  vendor,
  country: "CN",
  evidence: READ_SECOND_HAND,
});

function processor(
  name: string,
  origin: Origin,
  more: Pick<ChipEntry, "watts" | "performance"> = {},
): ChipEntry {
  return { name, kind: "cpu", ...origin, ...more };
}

/** "Up to": the vendor's own best case of a virtual CPU against the generation before. */
function upTo(milli: number, baseline: string): Pick<ChipEntry, "performance"> {
  return { performance: [milli, baseline, "up to, a virtual CPU, as the vendor states it at launch"] };
}

export const PROCESSORS: readonly ChipEntry[] = [
  processor("intel-haswell", INTEL),
  processor("intel-broadwell", INTEL),
  processor("intel-skylake", INTEL),
  processor("intel-cascade-lake", INTEL),
  processor("intel-ice-lake", INTEL),
  processor("intel-sapphire-rapids", INTEL),
  processor("intel-emerald-rapids", INTEL),
  processor("intel-granite-rapids", INTEL),
  processor("intel-sierra-forest", INTEL),
  processor("amd-epyc-7001", AMD),
  processor("amd-epyc-7002", AMD),
  processor("amd-epyc-7003", AMD),
  processor("amd-epyc-9004", AMD, upTo(1500, "amd-epyc-7003")),
  processor("amd-epyc-9005", AMD, upTo(1300, "amd-epyc-9004")),
  processor("aws-graviton1", GRAVITON),
  processor("aws-graviton2", GRAVITON),
  processor("aws-graviton3", GRAVITON, upTo(1250, "aws-graviton2")),
  processor("aws-graviton4", GRAVITON, upTo(1300, "aws-graviton3")),
  processor("aws-graviton5", GRAVITON, upTo(1250, "aws-graviton4")),
  processor("google-axion", ARM_OF_CLOUDS),
  processor("azure-cobalt-100", { ...ARM_OF_CLOUDS, vendor: "Microsoft", evidence: PAGES }),
  processor("ampere-altra", { ...ARM_OF_CLOUDS, vendor: "Ampere", evidence: PAGES }),
  processor("nvidia-grace", { ...ARM_OF_CLOUDS, vendor: "NVIDIA", evidence: PAGES }),
  processor("alibaba-yitian-710", chinese("arm64", "T-Head")),
  processor("kunpeng-916", chinese("arm64", "HiSilicon")),
  processor("kunpeng-920", chinese("arm64", "HiSilicon"), { watts: 180 }),
  processor("kunpeng-930", chinese("arm64", "HiSilicon")),
  processor("phytium-ft-2000plus", chinese("arm64", "Phytium")),
  processor("phytium-s2500", chinese("arm64", "Phytium"), { watts: 150 }),
  processor("phytium-s5000c", chinese("arm64", "Phytium")),
  processor("hygon-c86-7200", chinese("amd64", "Hygon")),
  processor("hygon-c86-7300", chinese("amd64", "Hygon")),
  processor("hygon-c86-7400", chinese("amd64", "Hygon")),
  processor("zhaoxin-kh-30000", chinese("amd64", "Zhaoxin")),
  processor("zhaoxin-kh-40000", chinese("amd64", "Zhaoxin")),
  processor("loongson-3c5000", chinese("loong64", "Loongson"), { watts: 150 }),
  processor("loongson-3d5000", chinese("loong64", "Loongson"), { watts: 300 }),
  processor("loongson-3c6000", chinese("loong64", "Loongson")),
  processor("sophgo-sg2042", chinese("riscv64", "Sophgo"), { watts: 120 }),
  processor("starfive-jh7110", chinese("riscv64", "StarFive")),
  processor("spacemit-k1", chinese("riscv64", "SpacemiT")),
  processor("sifive-p550", { isa: "riscv64", vendor: "SiFive", country: "US", evidence: READ_SECOND_HAND }),
];
