import { QUOTAS, quotaExceeded } from './quotas';

test.each(Object.entries(QUOTAS) as [keyof typeof QUOTAS, number][])(
  'takes as many %s as %d, and not one more',
  (counted, most) => {
    expect(quotaExceeded(counted, most, 'path')).toEqual([]);
    expect(quotaExceeded(counted, 0, 'path')).toEqual([]);
    expect(quotaExceeded(counted, most + 1, 'path')).toEqual([
      {
        rule: 'quota-exceeded',
        severity: 'error',
        source: 'aws',
        path: 'path',
        message: `${most + 1} ${counted}, but AWS Backup allows ${most}`,
        remedy: `keep ${most} or fewer, or split them`,
      },
    ]);
  },
);
