import { type Block, textAt, textOf } from '../../domain/terraform/changes/value';
import type { Part, Stack } from './stack';

/** The provider that manages a part. */
export function providerOf({ parts }: Stack, { arguments: { provider } }: Part): Block | undefined {
  return parts.get(`provider.${typeof provider === 'string' ? provider : 'aws'}`)?.arguments;
}

/** The region of that provider, if it is a constant. */
export function providerRegion(stack: Stack, part: Part): string | undefined {
  const region = textAt(providerOf(stack, part), ['region']);
  return region?.includes('${') === true ? undefined : region;
}

/** What a provider manages: an account and a region, as a role. */
export function providerTarget({ alias: _alias, default_tags: _tags, ...rest }: Block): string {
  return textOf(rest);
}
