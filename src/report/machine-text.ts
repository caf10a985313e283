/** A machine's shape in a few words. */
import type { InstanceType, Offering } from "../model/catalogue.js";
import { count } from "./amounts.js";

/** 16384 -> "16Gi", 31232 -> "30.5Gi": as price lists write it. */
export function gibibytes(mebibytes: number): string {
  return `${String(Math.round((mebibytes * 100) / 1024) / 100)}Gi`;
}

/** "arm64 (aws-graviton3)", "8 x nvidia-h100, amd64". */
export function chipText({ architecture, processor, accelerator }: InstanceType): string {
  const own = processor === undefined ? architecture : `${architecture} (${processor})`;
  return accelerator === undefined ? own : `${accelerator.count} x ${accelerator.chip}, ${own}`;
}

export function vcpus(cpuMilli: number): string {
  return count(cpuMilli / 1000);
}

/** What a buyer should know of an offering besides its price. */
export function offeringNotes(machine: InstanceType, offering: Offering): string {
  const { confidence } = offering.evidence;
  return [
    ...(machine.burstable === true ? ["burstable"] : []),
    ...(confidence === "estimate" ? ["price is an estimate"] : []),
    ...(confidence === "assumption" ? ["price and sale are assumed"] : []),
  ].join(", ");
}
