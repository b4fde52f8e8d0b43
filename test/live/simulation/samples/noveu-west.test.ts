import { plays } from "../plays";

plays("noveu-west");
