/* The built-in language model, read by identify_model.cc. */
    .section .rodata
    .balign 64
    .global punte_identify_model_begin
punte_identify_model_begin:
    .incbin PUNTE_IDENTIFY_MODEL
    .global punte_identify_model_end
punte_identify_model_end:
    .section .note.GNU-stack,"",@progbits
