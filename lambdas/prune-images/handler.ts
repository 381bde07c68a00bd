import { EC2Client } from '@aws-sdk/client-ec2';

import { parsePruneRequest } from '../../domain/generations/prune-request';
import { pruneImages, type PruneReport } from '../../operations/prune-images';
import { CLIENT_OPTIONS } from '../client-options';
import { logged, type Invocation } from '../invocation';

const ec2 = new EC2Client(CLIENT_OPTIONS);

/** A deletion failed that another run may complete: the SSM document sees the error and retries. */
class PruneError extends Error {
  override readonly name = 'PruneError';
}

/**
 * Prunes the images of one server (S5). The SSM document invokes it.
 *
 * @throws {PruneRequestError} the event is invalid
 * @throws {AwsError} the inventory could not be read
 * @throws {PruneError} a deletion failed. What AWS refuses because of the state of a resource is only reported.
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
