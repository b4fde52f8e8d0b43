// Makes every part of every tier before the tests ask for one: compilers work while nothing else does.
import { engines } from "../policies/harness/engines";
import { makeParts } from "./harness/make-parts";
import { parts } from "./parts";

void makeParts([engines, ...parts]);
