import type { Tag } from '@aws-sdk/client-ec2';

import type { Tags } from '../../domain/generations/inventory';

export function tagsOf(tags: readonly Tag[] | undefined): Tags {
  return new Map(tags?.map(({ Key = '', Value = '' }) => [Key, Value]));
}
