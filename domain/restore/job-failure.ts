/**
 * The remedy for AWS's message about a failed restore job; undefined for an unknown message.
 * @see https://repost.aws/knowledge-center/aws-backup-encoded-authorization-failure
 */
export function restoreFailureRemedy(message: string): string | undefined {
  return KNOWN.find(({ pattern }) => pattern.test(message))?.remedy;
}

const KNOWN: readonly { readonly pattern: RegExp; readonly remedy: string }[] = [
  {
    pattern: /not authorized to perform|authorization failure|iam:PassRole/i,
    remedy:
      "allow the restore role to pass the instance profile's role (add it to iam.passableInstanceRoles of the environment, run bootstrap again, and deploy the iam stack), or restore with --instance-profile none",
  },
  {
    pattern: /address \S+ is in use|IPAddress\.InUse|address already in use/i,
    remedy: 'choose another address, or release this one: terminate the instance that uses it',
  },
  {
    pattern: /does not fall within the subnet|reserved address range/i,
    remedy: 'choose an address of the subnet other than its first four and its last',
  },
  {
    pattern: /insufficient.*capacity|InsufficientInstanceCapacity/i,
    remedy: 'retry later, or specify a subnet in another Availability Zone with --subnet',
  },
];
