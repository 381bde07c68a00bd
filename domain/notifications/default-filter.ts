/** Everything except completed jobs: other states, and messages without a state (N4). */
export const DEFAULT_FILTER = { State: [{ exists: false }, { 'anything-but': 'COMPLETED' }] };
