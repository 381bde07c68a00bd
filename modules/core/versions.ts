/** The oldest Terraform whose S3 lock files are no longer experimental. */
export const TERRAFORM_VERSION = '>= 1.11.0';

/** Fully qualified for OpenTofu, where a bare `aws` is ambiguous. */
export const AWS_PROVIDER = { source: 'hashicorp/aws', version: '6.25.0' };
