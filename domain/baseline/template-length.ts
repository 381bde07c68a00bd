import { type Finding, refusal } from '../finding';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_BYTES = 51_200;

/** CloudFormation accepts no longer template inline. A longer one needs a bucket that every account can read. */
export function templateTooLong(template: string): Finding[] {
  const bytes = new TextEncoder().encode(template).length;
  if (bytes < MOST_BYTES) return [];
  return [
    refusal({
      rule: 'template-too-long',
      path: 'baseline.vaults',
      message: `the template of the StackSet has ${bytes} bytes, but must have fewer than ${MOST_BYTES}`,
      remedy: 'create fewer vaults, or use fewer customer-managed keys or tags',
    }),
  ];
}
