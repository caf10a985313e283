/** "Standard_E16-4as_v5" -> letters E, size 16, constrained to 4, features "as", rest "_v5". */
const NAME = /^Standard_([A-Z]+)(\d+)(?:-(\d+))?([a-z]*)((?:_[A-Za-z0-9]+)*)$/;

/** "Dsv5" for Standard_D4s_v5, "NCasT4v3" for Standard_NC4as_T4_v3. */
export function azureFamily(name: string): string {
  const match = NAME.exec(name);
  if (match === null) return name.replace(/^Standard_/, "");
  const [, letters = "", , , features = "", rest = ""] = match;
  return `${letters}${features}${rest.replaceAll("_", "")}`;
}

/** "4" of Standard_E16-4as_v5: the virtual CPUs that the guest sees. */
export function constrainedCpus(name: string): string | undefined {
  return NAME.exec(name)?.[3];
}
