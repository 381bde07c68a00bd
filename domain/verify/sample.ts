/**
 * A sample of accounts, the same for the same accounts: one of every few in the order of their IDs.
 * @param size at least 1
 */
export function sample<T extends { readonly id: string }>(accounts: readonly T[], size: number): T[] {
  const inOrder = accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const step = Math.max(1, Math.ceil(inOrder.length / size));
  return inOrder.filter((_, index) => index % step === 0);
}
