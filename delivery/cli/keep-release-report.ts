import type { S3Client } from '@aws-sdk/client-s3';

import { reportPage } from '../../cli/report/page';
import { reportInput } from '../../cli/report/report-input';
import { reportData } from '../../domain/report/report-data';
import type { Configuration } from '../../environments/parse';
import type { ReleaseRecord } from '../domain/record';
import type { RecordPlace } from '../operations/release-records';
import { keepReport } from '../operations/release-report';

/**
 * Keeps the report of a release next to its record: what can be restored from then on. Without it, the release is as complete
 * as with it, so a failure is only printed.
 */
export async function keepReleaseReport(
  s3: S3Client,
  place: RecordPlace,
  { release, appliedAt }: Pick<ReleaseRecord, 'release' | 'appliedAt'>,
  configuration: Configuration,
): Promise<void> {
  const keep = async (): Promise<void> => {
    const { buildReportPage } = await import('#report-page');
    const data = reportData(reportInput(configuration), new Date(appliedAt));
    await keepReport(s3, place, release, reportPage(data, buildReportPage()));
  };
  await keep().catch((error: unknown) => {
    console.error(`The report of this release is not kept: ${error instanceof Error ? error.message : String(error)}`);
  });
}
