/** The only element of a list. */
export function onlyOne<T>(all: readonly T[]): T {
  const [only] = all;
  if (only === undefined || all.length > 1) throw new Error(`${all.length}, not one: ${JSON.stringify(all)}`);
  return only;
}
