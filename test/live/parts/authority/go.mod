module bestek/live/authority

go 1.26
