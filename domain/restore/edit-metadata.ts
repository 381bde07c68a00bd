/** How to change what no option of a restore changes. */
export const EDIT_METADATA =
  'write the metadata with backupctl restore metadata, correct it, and pass it to aws backup start-restore-job';
