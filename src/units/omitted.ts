/** The members of `fields` but those of the keys. */
export function omitted<T extends object, K extends keyof T>(fields: T, ...keys: readonly K[]): Omit<T, K> {
  const left: readonly PropertyKey[] = keys;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !left.includes(name))) as Omit<T, K>;
}
