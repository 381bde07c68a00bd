/** The role of the function that publishes lost SSM agents to the topic (S4). */
export const AGENT_CHECK_ROLE = 'LambdaSSMAgentCheckRole';

/** The key under which a contract's map holds what belongs to a vault: names repeat across regions. */
export function vaultKey(region: string, name: string): string {
  return `${region}/${name}`;
}
