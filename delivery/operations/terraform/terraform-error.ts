/** A failure of Terraform; the message is for the user: exit code 3. */
export class TerraformError extends Error {
  override readonly name = 'TerraformError';
}

/** Terraform did not start: another run holds the lock, or the plan is stale. */
export class NothingChangedError extends TerraformError {}

/** Terraform is not installed; the message is for the user: exit code 2. */
export class TerraformMissingError extends Error {
  override readonly name = 'TerraformMissingError';
}

/** The user cancelled, and Terraform ended cleanly. */
export class TerraformStoppedError extends Error {
  override readonly name = 'TerraformStoppedError';
}
