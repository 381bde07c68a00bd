/** The StackSet that creates the baseline in every member account, and each stack's name begins with it. */
export function stackSetName(service: string): string {
  return `${service}-backup-baseline`;
}
