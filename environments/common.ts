import type { CommonInput } from './schema';

/**
 * Values that all environments and the organization share. To override one in an environment, write it after
 * `...common` in its file.
 */
export const common = {
  service: 'anyservice',
  region: 'ap-northeast-1',
  timezone: 'Asia/Tokyo',
  state: { bucket: '{service}-{name}-tfstate-{accountId}' },
  bootstrap: { github: { repository: 'example/aws-organization-backup' } },
} satisfies CommonInput;
