import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';

import type { ByFunction } from '../../core/functions';
import { type AgentCheckProps, agentCheckStatements } from './agent-check-statements';
import { type PruneProps, pruneStatements } from './prune-statements';

export type FunctionProps = AgentCheckProps & PruneProps;

/** What each function may do, besides writing its own logs (S3, S4). */
export const FUNCTION_STATEMENTS: ByFunction<(props: FunctionProps) => DataAwsIamPolicyDocumentStatement[]> = {
  prune: pruneStatements,
  agentCheck: agentCheckStatements,
};
