/** The oldest Terraform with S3 lock files that are no experiment any more. */
export const TERRAFORM_VERSION = '>= 1.11.0';

/** Fully qualified for OpenTofu, to which a bare `aws` is ambiguous. */
export const AWS_PROVIDER = { source: 'hashicorp/aws', version: '6.25.0' };
