import type { CostRow } from '../cost/model';
import type { SourceIndex } from './data';
import type { ReportInput } from './input';
import type { Profiles } from './profiles';
import type { Sources } from './sources';

/** Where the rules and the declared sizes of rows are written. */
export function costSources(
  { environments, organization }: ReportInput,
  { accounts, profiles, plans }: Profiles,
  sources: Sources,
): (rows: readonly CostRow[]) => readonly SourceIndex[] {
  const files = new Map(environments.map(({ name, file }) => [`environment ${name}`, file]));
  const profileOf = new Map(accounts.map(([id, , , profile]) => [id, profile]));
  const find = ({ owner, plan, rule, size }: CostRow, profile: number | undefined): readonly SourceIndex[] => {
    const declared = sources.at(files.get(owner) ?? organization?.file ?? '', `costs.${size}`);
    const rules = (profiles[profile ?? -1]?.plans ?? [])
      .flatMap((index) => plans[index] ?? [])
      .filter((one) => one.owner === owner && one.name === plan)
      .flatMap((one) => one.rules.filter(({ name }) => name === rule));
    return [...rules.map(({ source }) => source), declared];
  };
  const known = new Map<string, readonly SourceIndex[]>();
  const ofRow = new WeakMap<CostRow, readonly SourceIndex[]>();
  const rowSources = (row: CostRow): readonly SourceIndex[] => {
    const profile = profileOf.get(row.source);
    const key = JSON.stringify([profile, row.owner, row.plan, row.rule, row.size]);
    const found = known.get(key) ?? find(row, profile);
    known.set(key, found);
    ofRow.set(row, found);
    return found;
  };
  return (rows) => [...new Set(rows.flatMap((row) => ofRow.get(row) ?? rowSources(row)))];
}
