/** The error and remedy before the bootstrap: often the first one that a user sees (E1). */
export function missingBucketText(bucket: string): string {
  return `There is no bucket ${bucket}.\n→ create the bucket of an environment with npx backupctl bootstrap --environment NAME`;
}
