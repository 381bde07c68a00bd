import type { AdoptContext, AdoptedRegionSettings } from './adopted';
import type { FoundAccount } from './found';
import { type Exclusions, type Item, partKey, refusedItems } from './part';

/** The settings of each region, if they are taken over. */
export function mapRegionSettings({ regions }: FoundAccount, context: AdoptContext, excluded: Exclusions) {
  const values: AdoptedRegionSettings[] = [];
  const items = Object.entries(regions).flatMap(([region, { settings }]): Item[] => {
    const part = { kind: 'region settings', region, name: region } as const;
    if (!settings || !context.regionSettings) return [];
    if (excluded.has(partKey(part))) return refusedItems(part, excluded);
    values.push({ region, optIn: settings.optIn, management: settings.management });
    return [{ ...part, state: 'taken over' }];
  });
  return { values, items };
}
