/** Every regime by its name. */
import type { RegimeRule } from "../../model/law.js";
import type { Regime } from "../../model/law-spec.js";
import { GDPR } from "./gdpr.js";
import { HIPAA } from "./hipaa.js";
import { MLPS_L3 } from "./mlps-l3.js";
import { PCI_DSS } from "./pci-dss.js";
import { PIPL } from "./pipl.js";
import { XINCHUANG } from "./xinchuang.js";

export const REGIMES: Readonly<Record<Regime, readonly RegimeRule[]>> = {
  gdpr: GDPR,
  hipaa: HIPAA,
  "mlps-l3": MLPS_L3,
  "pci-dss": PCI_DSS,
  pipl: PIPL,
  xinchuang: XINCHUANG,
};
