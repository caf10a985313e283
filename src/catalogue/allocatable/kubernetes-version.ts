/** Whether `version` ("1.28", "v1.28.5-eks-1") is before 1.`minor`. An absent or unreadable one is current. */
export function isBeforeMinor(version: string | undefined, minor: number): boolean {
  const match = /^v?1\.(\d{1,4})(?:\D|$)/.exec(version ?? "");
  return match !== null && Number(match[1]) < minor;
}
