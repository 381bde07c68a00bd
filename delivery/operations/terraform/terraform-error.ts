/** What Terraform failed to do, told for people by its message: exit code 3. */
export class TerraformError extends Error {
  override readonly name = 'TerraformError';
}

/** Terraform refused to begin: another one holds the lock, or the plan is stale. */
export class NothingChangedError extends TerraformError {}

/** There is no Terraform to run, told for people by its message: exit code 2. */
export class TerraformMissingError extends Error {
  override readonly name = 'TerraformMissingError';
}

/** People broke it off, and Terraform has ended in good order. */
export class TerraformStoppedError extends Error {
  override readonly name = 'TerraformStoppedError';
}
