/** What to do where nobody has made the bucket of the states yet: most people meet this first (E1). */
export function missingBucketText(bucket: string): string {
  return `There is no bucket ${bucket}.\n→ npx backupctl bootstrap --environment NAME makes the one of an environment`;
}
