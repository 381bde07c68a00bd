/**
 * What to do about a restore job that failed, by AWS's words; undefined when they are not known.
 * @see https://repost.aws/knowledge-center/aws-backup-encoded-authorization-failure
 */
export function restoreFailureRemedy(message: string): string | undefined {
  return KNOWN.find(({ words }) => words.test(message))?.remedy;
}

const KNOWN: readonly { readonly words: RegExp; readonly remedy: string }[] = [
  {
    words: /not authorized to perform|authorization failure|iam:PassRole/i,
    remedy:
      "let the role of the restore pass the instance profile's role (iam.passableInstanceRoles of the environment; bootstrap it again, and deploy its iam stack), or restore with --instance-profile none",
  },
  {
    words: /address \S+ is in use|IPAddress\.InUse|address already in use/i,
    remedy: 'choose another address, or release this one: terminate the instance that has it',
  },
  {
    words: /does not fall within the subnet|reserved address range/i,
    remedy: 'choose an address of the subnet, after its first four and before its last',
  },
  {
    words: /insufficient.*capacity|InsufficientInstanceCapacity/i,
    remedy: 'try again later, or name a subnet of another zone with --subnet',
  },
];
