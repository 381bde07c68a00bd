// Stands in for `organization.ts` where there is none.
export default undefined;
