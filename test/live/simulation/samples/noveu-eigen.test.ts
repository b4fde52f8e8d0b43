import { plays } from "../plays";

plays("noveu-eigen");
