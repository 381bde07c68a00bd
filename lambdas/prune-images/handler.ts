import { EC2Client } from '@aws-sdk/client-ec2';

import { parsePruneRequest } from '../../domain/generations/prune-request';
import { pruneImages, type PruneReport } from '../../operations/prune-images';
import { CLIENT_OPTIONS } from '../client-options';
import { logged, type Invocation } from '../invocation';

const ec2 = new EC2Client(CLIENT_OPTIONS);

/** Something could not be deleted that another run may delete: the SSM document sees it, and tries again. */
class PruneError extends Error {
  override readonly name = 'PruneError';
}

/**
 * Prunes the images of one server (S5); the SSM document calls it.
 *
 * @throws {PruneRequestError} the event is not right
 * @throws {AwsError} the inventory could not be read
 * @throws {PruneError} a deletion failed; what AWS refuses for good is only reported
 */
export const handler = (event: unknown, invocation: Invocation): Promise<PruneReport> =>
  logged(invocation, event, async (log) => {
    const report = await pruneImages(ec2, parsePruneRequest(event));
    if (report.failed.length === 0) return report;
    log('warn', 'some deletions failed', { report });
    throw new PruneError(
      `${report.failed.length} of ${report.failed.length + report.deleted.length} deletions failed; another run tries again.\n${report.failed.map(({ id, reason }) => `- ${id}: ${reason}`).join('\n')}`,
    );
  });
