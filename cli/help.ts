/** What the exit codes of a command mean. A command lists only the codes that it can end with. */
export type ExitCodes = Readonly<Partial<Record<0 | 1 | 2 | 3 | 130, string>>>;

/** Exit code 2 of a command that calls AWS. */
export const AWS_USAGE = 'wrong usage, no credentials, or credentials of another account';

/** Exit code 2 of a command that also runs Terraform. */
export const TERRAFORM_USAGE = 'wrong usage, no Terraform, no credentials, or credentials of another account';

/**
 * The end of each command's help.
 * @param example a complete call, without `npx backupctl`
 */
export function exampleAndExitCodes(example: string, exitCodes: ExitCodes): string {
  const rows = Object.entries(exitCodes).map(([code, meaning]) => `  ${code.padEnd(5)}${meaning}`);
  return ['', 'Example:', `  npx backupctl ${example}`, '', 'Exit codes:', ...rows].join('\n');
}
