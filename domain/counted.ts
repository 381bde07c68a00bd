/** A number as people read it: `10,000`. */
export function counted(number: number): string {
  return number.toLocaleString('en-US');
}

/** Such as `1 rule`, `10,000 rules`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${counted(count)} ${count === 1 ? one : many}`;
}
