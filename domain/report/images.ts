import { windowProtection } from '../coverage/protection';
import type { ImageBackup, ReportData } from './data';
import type { ReportInput } from './input';
import type { Lost } from './loss';
import type { Sources } from './sources';

/** What the maintenance windows of environments back up. */
export function imageBackups(
  { environments }: Pick<ReportInput, 'environments'>,
  now: Date,
  sources: Sources,
): ImageBackup[] {
  return environments.flatMap(({ name: environment, accountId: account, file, ssmBackup }): ImageBackup[] => {
    if (!ssmBackup) return [];
    const { window, region, group, timezone } = ssmBackup;
    const [rule] = windowProtection({ ...ssmBackup, name: window }, now).rules;
    const reach = rule?.reachDays;
    return [
      {
        environment,
        account,
        region,
        window,
        group,
        timezone,
        nextRun: rule?.nextRun ?? null,
        daysPerImage: typeof reach === 'object' && reach !== null ? reach.perGeneration : 0,
        source: sources.at(file, 'ssmBackup.window.schedule'),
      },
    ];
  });
}

/** The images that are lost with an account or a region: nothing copies them. */
export function imagesLost({ images }: Pick<ReportData, 'images'>, lost: Lost): ImageBackup[] {
  return images.filter(({ account, region }) => ('region' in lost ? region === lost.region : account === lost.account));
}
