/** The name of the file that `backupctl organization pull --policies` writes, beside `organization.ts`. */
export const POLICIES_FILE = 'organization-policies.json';
