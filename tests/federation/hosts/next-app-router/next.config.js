/** A folder of files: the shop's server gives it out. */
export default { output: 'export' };
