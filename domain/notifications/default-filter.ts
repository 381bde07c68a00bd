/** All but the completed jobs: other states, and messages that carry no state at all (N4). */
export const DEFAULT_FILTER = { State: [{ exists: false }, { 'anything-but': 'COMPLETED' }] };
