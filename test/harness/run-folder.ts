/** Variable that names the folder of this run of the tests; it is empty at the start of the run and gone after it. */
export const runFolder = "BESTEK_TEST_RUN";
