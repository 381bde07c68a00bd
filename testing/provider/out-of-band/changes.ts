import { BACKUP } from './backup';
import type { OutOfBandChange } from './change';
import { KEYS_AND_BUCKETS } from './keys-and-buckets';
import { NOTIFICATIONS } from './notifications';
import { ROLES } from './roles';
import { SSM_BACKUP } from './ssm-backup';

export const OUT_OF_BAND_CHANGES: readonly OutOfBandChange[] = [
  ...BACKUP,
  ...ROLES,
  ...NOTIFICATIONS,
  ...SSM_BACKUP,
  ...KEYS_AND_BUCKETS,
];
